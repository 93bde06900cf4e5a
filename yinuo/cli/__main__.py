"""`python -m yinuo.cli`: the same as `yinuo`."""

from yinuo.cli import main

main()
