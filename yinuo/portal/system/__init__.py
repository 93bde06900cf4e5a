"""What every customer's page needs: the frame, the start, verifying a phone, privacy, language, embedding."""
