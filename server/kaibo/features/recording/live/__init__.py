"""The live picture by HLS, for viewers whom WebRTC does not reach. It also leads back in time."""
