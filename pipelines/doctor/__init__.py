"""What `doctor` looks at: one file a part, each yielding findings. Nothing here changes anything or waits long."""
