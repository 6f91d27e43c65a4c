Equipment of programmes (prosthetic legs, hearing aids): measured, fitted and looked at again, for the number of a case or recipient; what should have been looked at is marked.
