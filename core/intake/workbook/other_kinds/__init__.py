"""Reads workbooks that are no XLSX – .xls and .et, .xlsb, .ods – and how their cells look."""
