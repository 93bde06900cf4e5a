"""Yinuo (一诺): a customer-service desk in which the company's manual runs."""

__version__ = "0.1.0"
