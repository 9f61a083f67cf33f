"""How does a summary look in Excel?"""
