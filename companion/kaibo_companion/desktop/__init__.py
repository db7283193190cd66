"""What the app adds to the studio page: hotkeys, tray icon, small window, staying awake."""
