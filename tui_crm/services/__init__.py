"""What can be done: one module per capability, used alike by screens, command line and tests."""
