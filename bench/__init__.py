"""What the desk reaches through its real HTTP door, each figure beside a floor of the same run."""
