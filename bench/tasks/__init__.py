"""What runs in a child process: one file a group, each task a function that yields samples."""
