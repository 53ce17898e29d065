"""The practice directory: NHS England's open files of practices, primary care networks, list sizes and registers."""
