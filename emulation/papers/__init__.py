"""What does the house print: official papers, composed as data, then written as Word or PDF by one layout table?"""
