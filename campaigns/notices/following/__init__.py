"""跟进: answering what the notice above says anew."""
