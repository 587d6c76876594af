//! The program's parts that need a process, a clock or a network: everything that the rooms are given as arguments.

pub mod worker;
