"""The manual as people read it: chapters, versions, what changed, and publishing the next one."""
