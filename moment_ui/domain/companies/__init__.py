"""The company itself: what stands on its papers, where its customers pay, its logo."""
