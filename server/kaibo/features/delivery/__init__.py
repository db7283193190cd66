"""How the picture reaches viewers: the places for WebRTC, and the viewers by HLS."""
