"""Thin helper modules of the Township Report Workbook; data flows one way through them, from paths to notebooks."""
