"""Zhida (直达): enterprise-support policies that compute."""
