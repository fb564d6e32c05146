//! Numbers: elementary functions, laws and quadrature that give the same bits everywhere.
