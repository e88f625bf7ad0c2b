// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc;

import static org.emgraal.libc.abi.Fcntl.AT_FDCWD;
import static org.emgraal.libc.abi.Fcntl.AT_REMOVEDIR;
import static org.emgraal.libc.abi.Fcntl.AT_SYMLINK_NOFOLLOW;
import static org.emgraal.libc.syscall.Calls.pair;
import static org.emgraal.libc.syscall.Calls.syscall;
import static org.emgraal.libc.syscall.Calls.wasi;

import java.util.List;
import org.emgraal.libc.HostFunction.Arguments;
import org.emgraal.libc.abi.OpenFlags;
import org.emgraal.libc.process.GuestProcess;
import org.emgraal.libc.syscall.FileSyscalls;
import org.emgraal.libc.syscall.PathSyscalls;
import org.emgraal.libc.syscall.WasiFiles;

/**
 * The imports about files: musl's {@code __syscall_*} and WASI's {@code fd_*}. A name listed twice differs in its
 * signature: Emscripten before 4 passes an i64 as two i32.
 */
final class FileImports {

    private final GuestProcess process;
    private final FileSyscalls file;
    private final PathSyscalls path;
    private final WasiFiles wasi;

    FileImports(GuestProcess process, PathSyscalls path) {
        this.process = process;
        this.path = path;
        file = new FileSyscalls(process);
        wasi = new WasiFiles(process);
    }

    private String string(Arguments a, int index) {
        return process.string(a.i32(index));
    }

    /** {@code mode}, the variadic argument of {@code open}, is there only if a file may be created. */
    private int mode(int flags, int arguments) {
        return (flags & OpenFlags.O_CREAT) != 0 && arguments != 0 ? process.memory().loadInt(arguments) : 0;
    }

    List<HostFunction> wasiFunctions() {
        return List.of(
                        new HostFunction("fd_close", "ii", wasi(a -> wasi.close(a.i32(0)))),
                        new HostFunction("fd_fdstat_get", "iii", wasi(a -> wasi.fdstatGet(a.i32(0), a.i32(1)))),
                        new HostFunction("fd_pread", "iiiiji", wasi(a -> wasi.pread(a.i32(0), a.i32(1), a.i32(2), a.i64(3), a.i32(4)))),
                        new HostFunction("fd_pread", "iiiiiii", wasi(a -> wasi.pread(a.i32(0), a.i32(1), a.i32(2), pair(a, 3), a.i32(5)))),
                        new HostFunction("fd_pwrite", "iiiiji", wasi(a -> wasi.pwrite(a.i32(0), a.i32(1), a.i32(2), a.i64(3), a.i32(4)))),
                        new HostFunction("fd_pwrite", "iiiiiii", wasi(a -> wasi.pwrite(a.i32(0), a.i32(1), a.i32(2), pair(a, 3), a.i32(5)))),
                        new HostFunction("fd_read", "iiiii", wasi(a -> wasi.read(a.i32(0), a.i32(1), a.i32(2), a.i32(3)))),
                        new HostFunction("fd_seek", "iijii", wasi(a -> wasi.seek(a.i32(0), a.i64(1), a.i32(2), a.i32(3)))),
                        new HostFunction("fd_seek", "iiiiii", wasi(a -> wasi.seek(a.i32(0), pair(a, 1), a.i32(3), a.i32(4)))),
                        new HostFunction("fd_sync", "ii", wasi(a -> wasi.sync(a.i32(0)))),
                        new HostFunction("fd_write", "iiiii", wasi(a -> wasi.write(a.i32(0), a.i32(1), a.i32(2), a.i32(3)))));
    }

    List<HostFunction> descriptorFunctions() {
        return List.of(
                        new HostFunction("__syscall_dup", "ii", syscall(a -> file.dup(a.i32(0)))),
                        new HostFunction("__syscall_dup3", "iiii", syscall(a -> file.dup3(a.i32(0), a.i32(1), a.i32(2)))),
                        new HostFunction("__syscall_fadvise64", "iijji", syscall(a -> file.fadvise64(a.i32(0), a.i64(1), a.i64(2), a.i32(3)))),
                        new HostFunction("__syscall_fadvise64", "iiiiiii", syscall(a -> file.fadvise64(a.i32(0), pair(a, 1), pair(a, 3), a.i32(5)))),
                        new HostFunction("__syscall_fallocate", "iiijj", syscall(a -> file.fallocate(a.i32(0), a.i32(1), a.i64(2), a.i64(3)))),
                        new HostFunction("__syscall_fallocate", "iiiiiii", syscall(a -> file.fallocate(a.i32(0), a.i32(1), pair(a, 2), pair(a, 4)))),
                        new HostFunction("__syscall_fchdir", "ii", syscall(a -> file.fchdir(a.i32(0)))),
                        new HostFunction("__syscall_fchmod", "iii", syscall(a -> file.fchmod(a.i32(0), a.i32(1)))),
                        new HostFunction("__syscall_fchown32", "iiii", syscall(a -> file.fchown32(a.i32(0), a.i32(1), a.i32(2)))),
                        new HostFunction("__syscall_fcntl64", "iiii", syscall(a -> file.fcntl(a.i32(0), a.i32(1), a.i32(2)))),
                        new HostFunction("__syscall_fdatasync", "ii", syscall(a -> file.fdatasync(a.i32(0)))),
                        new HostFunction("__syscall_fstat64", "iii", syscall(a -> path.fstat64(a.i32(0), a.i32(1)))),
                        new HostFunction("__syscall_fstatfs64", "iiii", syscall(a -> path.fstatfs64(a.i32(0), a.i32(1), a.i32(2)))),
                        new HostFunction("__syscall_ftruncate64", "iij", syscall(a -> file.ftruncate64(a.i32(0), a.i64(1)))),
                        new HostFunction("__syscall_ftruncate64", "iiii", syscall(a -> file.ftruncate64(a.i32(0), pair(a, 1)))),
                        new HostFunction("__syscall_getdents64", "iiii", syscall(a -> file.getdents64(a.i32(0), a.i32(1), a.i32(2)))),
                        new HostFunction("__syscall_ioctl", "iiii", syscall(a -> file.ioctl(a.i32(0), a.i32(1), a.i32(2)))),
                        new HostFunction("__syscall_pipe", "ii", syscall(a -> file.pipe2(a.i32(0), 0))),
                        new HostFunction("__syscall_pipe2", "iii", syscall(a -> file.pipe2(a.i32(0), a.i32(1)))));
    }

    List<HostFunction> pathFunctions() {
        return List.of(
                        new HostFunction("__syscall_chdir", "ii", syscall(a -> path.chdir(string(a, 0)))),
                        new HostFunction("__syscall_chmod", "iii", syscall(a -> path.fchmodat2(AT_FDCWD, string(a, 0), a.i32(1), 0))),
                        new HostFunction("__syscall_faccessat", "iiiii", syscall(a -> path.faccessat(a.i32(0), string(a, 1), a.i32(2), a.i32(3)))),
                        new HostFunction("__syscall_fchmodat2", "iiiii", syscall(a -> path.fchmodat2(a.i32(0), string(a, 1), a.i32(2), a.i32(3)))),
                        new HostFunction("__syscall_fchownat", "iiiiii", syscall(a -> path.fchownat(a.i32(0), string(a, 1), a.i32(2), a.i32(3), a.i32(4)))),
                        new HostFunction("__syscall_fstatat64", "iiiii", syscall(a -> path.newfstatat(a.i32(0), string(a, 1), a.i32(2), a.i32(3)))),
                        new HostFunction("__syscall_getcwd", "iii", syscall(a -> path.getcwd(a.i32(0), a.i32(1)))),
                        new HostFunction("__syscall_linkat", "iiiiii", syscall(a -> path.linkat(a.i32(0), string(a, 1), a.i32(2), string(a, 3), a.i32(4)))),
                        new HostFunction("__syscall_lstat64", "iii", syscall(a -> path.newfstatat(AT_FDCWD, string(a, 0), a.i32(1), AT_SYMLINK_NOFOLLOW))),
                        new HostFunction("__syscall_mkdir", "iii", syscall(a -> path.mkdirat(AT_FDCWD, string(a, 0), a.i32(1)))),
                        new HostFunction("__syscall_mkdirat", "iiii", syscall(a -> path.mkdirat(a.i32(0), string(a, 1), a.i32(2)))),
                        new HostFunction("__syscall_mknodat", "iiiii", syscall(a -> path.mknodat(a.i32(0), string(a, 1), a.i32(2), a.i32(3)))),
                        new HostFunction("__syscall_newfstatat", "iiiii", syscall(a -> path.newfstatat(a.i32(0), string(a, 1), a.i32(2), a.i32(3)))),
                        new HostFunction("__syscall_open", "iiii", syscall(a -> path.openat(AT_FDCWD, string(a, 0), a.i32(1), mode(a.i32(1), a.i32(2))))),
                        new HostFunction("__syscall_openat", "iiiii", syscall(a -> path.openat(a.i32(0), string(a, 1), a.i32(2), mode(a.i32(2), a.i32(3))))),
                        new HostFunction("__syscall_readlink", "iiii", syscall(a -> path.readlinkat(AT_FDCWD, string(a, 0), a.i32(1), a.i32(2)))),
                        new HostFunction("__syscall_readlinkat", "iiiii", syscall(a -> path.readlinkat(a.i32(0), string(a, 1), a.i32(2), a.i32(3)))),
                        new HostFunction("__syscall_rename", "iii", syscall(a -> path.renameat(AT_FDCWD, string(a, 0), AT_FDCWD, string(a, 1)))),
                        new HostFunction("__syscall_renameat", "iiiii", syscall(a -> path.renameat(a.i32(0), string(a, 1), a.i32(2), string(a, 3)))),
                        new HostFunction("__syscall_rmdir", "ii", syscall(a -> path.unlinkat(AT_FDCWD, string(a, 0), AT_REMOVEDIR))),
                        new HostFunction("__syscall_stat64", "iii", syscall(a -> path.newfstatat(AT_FDCWD, string(a, 0), a.i32(1), 0))),
                        new HostFunction("__syscall_statfs64", "iiii", syscall(a -> path.statfs64(string(a, 0), a.i32(1), a.i32(2)))),
                        new HostFunction("__syscall_symlink", "iii", syscall(a -> path.symlinkat(string(a, 0), AT_FDCWD, string(a, 1)))),
                        new HostFunction("__syscall_symlinkat", "iiii", syscall(a -> path.symlinkat(string(a, 0), a.i32(1), string(a, 2)))),
                        new HostFunction("__syscall_truncate64", "iij", syscall(a -> path.truncate64(string(a, 0), a.i64(1)))),
                        new HostFunction("__syscall_truncate64", "iiii", syscall(a -> path.truncate64(string(a, 0), pair(a, 1)))),
                        new HostFunction("__syscall_umask", "ii", syscall(a -> path.umask(a.i32(0)))),
                        new HostFunction("__syscall_umask_js", "ii", syscall(a -> path.umask(a.i32(0)))),
                        new HostFunction("__syscall_unlink", "ii", syscall(a -> path.unlinkat(AT_FDCWD, string(a, 0), 0))),
                        new HostFunction("__syscall_unlinkat", "iiii", syscall(a -> path.unlinkat(a.i32(0), string(a, 1), a.i32(2)))),
                        new HostFunction("__syscall_utimensat", "iiiii", syscall(a -> path.utimensat(a.i32(0),
                                        a.i32(1) == 0 ? null : string(a, 1), a.i32(2), a.i32(3)))));
    }
}
