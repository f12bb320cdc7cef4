"""Travel & expense: claims, who reviews and refunds them, and what becomes of their lines."""
