"""The app's additions to the studio page: hotkeys, tray icon, small window, staying awake."""
