"""What the live tests are written with: a gateway process, a scripted upstream, a client of raw bytes."""
