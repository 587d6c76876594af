//! Which system calls a worker may make. A list of names and nothing else; `linux` makes filters of it.

/// What reading one open file, talking over one socket and managing memory needs. Every other call is refused with
/// `EPERM`, so that a library that probes for a feature gets by without it.
pub const READING: &[i64] = &[
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_pread64,
    libc::SYS_preadv,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_lseek,
    libc::SYS_close,
    libc::SYS_fstat,
    libc::SYS_recvfrom,
    libc::SYS_recvmsg,
    libc::SYS_sendto,
    libc::SYS_sendmsg,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_poll,
    libc::SYS_ppoll,
    libc::SYS_brk,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_madvise,
    libc::SYS_futex,
    libc::SYS_sched_yield,
    libc::SYS_sched_getaffinity,
    libc::SYS_getrandom,
    libc::SYS_clock_gettime,
    libc::SYS_clock_getres,
    libc::SYS_clock_nanosleep,
    libc::SYS_nanosleep,
    libc::SYS_gettimeofday,
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_restart_syscall,
    libc::SYS_exit,
    libc::SYS_exit_group,
];

/// Calls that reading needs in some forms only: call, index of the argument that decides, the bits of it that are
/// looked at, and their permitted values.
pub fn reading_if(own_pid: u32) -> [(i64, u8, u64, Vec<u64>); 5] {
    let all = u64::from(u32::MAX);
    let plain = |command: i32| command as u64;
    let executable = libc::PROT_EXEC as u64;
    [
        // No memory that can be executed.
        (libc::SYS_mmap, 2, executable, vec![0]),
        (libc::SYS_mprotect, 2, executable, vec![0]),
        // Flags and copies of open files; not F_SETOWN and F_SETSIG, which send signals.
        (
            libc::SYS_fcntl,
            1,
            all,
            [libc::F_GETFD, libc::F_SETFD, libc::F_GETFL, libc::F_DUPFD_CLOEXEC].map(plain).to_vec(),
        ),
        // Signals to itself, for `abort`: as glibc and as musl send them.
        (libc::SYS_tgkill, 0, all, vec![u64::from(own_pid)]),
        (libc::SYS_tkill, 0, all, vec![u64::from(own_pid)]),
    ]
}

/// Calls that turn into another program.
pub const EXECUTE: &[i64] = &[libc::SYS_execve, libc::SYS_execveat];

/// Calls that no reader makes by mistake: whoever makes one has taken the process over. They end it.
pub const HOSTILE: &[i64] = &[
    libc::SYS_execve,
    libc::SYS_execveat,
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_pidfd_getfd,
    libc::SYS_bpf,
    libc::SYS_userfaultfd,
    libc::SYS_perf_event_open,
    libc::SYS_io_uring_setup,
    libc::SYS_unshare,
    libc::SYS_setns,
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_kexec_load,
    libc::SYS_reboot,
    libc::SYS_keyctl,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_open_by_handle_at,
];

/// Calls that a tool with one thread, no children and no network never needs.
pub const PROCESSES_AND_NETWORK: &[i64] = &[
    #[cfg(target_arch = "x86_64")]
    libc::SYS_fork,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_vfork,
    libc::SYS_clone,
    libc::SYS_clone3,
    libc::SYS_kill,
    libc::SYS_tkill,
    libc::SYS_socket,
    libc::SYS_connect,
    libc::SYS_bind,
    libc::SYS_listen,
];
