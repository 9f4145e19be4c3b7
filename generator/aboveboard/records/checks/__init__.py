"""What contradicts itself or another record. One module for each reach: a record alone, records together, time."""
