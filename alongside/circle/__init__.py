"""Who is in somebody's circle and what each may see. The person owns the space; nobody gets in without their yes."""
