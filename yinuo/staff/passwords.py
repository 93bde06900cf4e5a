"""How passwords are kept: Argon2id with 19 MiB, 2 passes, one lane."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class DeskArgon2(Argon2PasswordHasher):
    """Argon2 at the least memory that is still advised, so that 50 sign-ins at once fit a small machine."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
