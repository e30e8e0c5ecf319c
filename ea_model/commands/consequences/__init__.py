"""What follows: from dates, from failure, from relations, from change."""
