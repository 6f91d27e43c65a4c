"""Who is assigned to a case, why and until when."""
