// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc;

import static org.emgraal.libc.abi.Fcntl.AT_FDCWD;
import static org.emgraal.libc.abi.Fcntl.AT_REMOVEDIR;
import static org.emgraal.libc.abi.Fcntl.AT_SYMLINK_NOFOLLOW;
import static org.emgraal.libc.syscall.Calls.pair;

import java.util.ArrayList;
import java.util.List;
import org.emgraal.libc.HostFunction.Arguments;
import org.emgraal.libc.abi.OpenFlags;
import org.emgraal.libc.process.GuestProcess;
import org.emgraal.libc.syscall.Calls;
import org.emgraal.libc.syscall.FileSyscalls;
import org.emgraal.libc.syscall.PathSyscalls;
import org.emgraal.libc.syscall.WasiFiles;

/**
 * The imports about files: musl's {@code __syscall_*} and WASI's {@code fd_*}. A name listed twice differs in its
 * signature: Emscripten before 4 passes an i64 as two i32.
 */
final class FileImports {

    private final List<HostFunction> functions = new ArrayList<>();
    private final GuestProcess process;
    private final FileSyscalls file;
    private final PathSyscalls path;
    private final WasiFiles wasi;

    FileImports(GuestProcess process, PathSyscalls path) {
        this.process = process;
        this.path = path;
        file = new FileSyscalls(process);
        wasi = new WasiFiles(process);
        addWasi();
        addDescriptors();
        addPaths();
    }

    List<HostFunction> functions() {
        return functions;
    }

    private void syscall(String name, String signature, Calls.Syscall call) {
        functions.add(new HostFunction(name, signature, Calls.syscall(call)));
    }

    private void wasi(String name, String signature, Calls.Wasi call) {
        functions.add(new HostFunction(name, signature, Calls.wasi(call)));
    }

    private String string(Arguments a, int index) {
        return process.string(a.i32(index));
    }

    /** {@code mode}, the variadic argument of {@code open}, is there only if a file may be created. */
    private int mode(int flags, int arguments) {
        return (flags & OpenFlags.O_CREAT) != 0 && arguments != 0 ? process.memory().loadInt(arguments) : 0;
    }

    /** Definitions that stand in for the program's own, see {@link Libc#replacements}: FIOCLEX does nothing there. */
    List<HostFunction> replacements() {
        return List.of(new HostFunction("ioctl", "iiii", Calls.library(process, a -> file.ioctl(a.i32(0), a.i32(1), a.i32(2)))));
    }

    private void addWasi() {
        wasi("fd_close", "ii", a -> wasi.close(a.i32(0)));
        wasi("fd_fdstat_get", "iii", a -> wasi.fdstatGet(a.i32(0), a.i32(1)));
        wasi("fd_pread", "iiiiji", a -> wasi.pread(a.i32(0), a.i32(1), a.i32(2), a.i64(3), a.i32(4)));
        wasi("fd_pread", "iiiiiii", a -> wasi.pread(a.i32(0), a.i32(1), a.i32(2), pair(a, 3), a.i32(5)));
        wasi("fd_pwrite", "iiiiji", a -> wasi.pwrite(a.i32(0), a.i32(1), a.i32(2), a.i64(3), a.i32(4)));
        wasi("fd_pwrite", "iiiiiii", a -> wasi.pwrite(a.i32(0), a.i32(1), a.i32(2), pair(a, 3), a.i32(5)));
        wasi("fd_read", "iiiii", a -> wasi.read(a.i32(0), a.i32(1), a.i32(2), a.i32(3)));
        wasi("fd_seek", "iijii", a -> wasi.seek(a.i32(0), a.i64(1), a.i32(2), a.i32(3)));
        wasi("fd_seek", "iiiiii", a -> wasi.seek(a.i32(0), pair(a, 1), a.i32(3), a.i32(4)));
        wasi("fd_sync", "ii", a -> wasi.sync(a.i32(0)));
        wasi("fd_write", "iiiii", a -> wasi.write(a.i32(0), a.i32(1), a.i32(2), a.i32(3)));
    }

    private void addDescriptors() {
        syscall("__syscall_dup", "ii", a -> file.dup(a.i32(0)));
        syscall("__syscall_dup3", "iiii", a -> file.dup3(a.i32(0), a.i32(1), a.i32(2)));
        syscall("__syscall_fadvise64", "iijji", a -> file.fadvise64(a.i32(0), a.i64(1), a.i64(2), a.i32(3)));
        syscall("__syscall_fadvise64", "iiiiiii", a -> file.fadvise64(a.i32(0), pair(a, 1), pair(a, 3), a.i32(5)));
        syscall("__syscall_fallocate", "iiijj", a -> file.fallocate(a.i32(0), a.i32(1), a.i64(2), a.i64(3)));
        syscall("__syscall_fallocate", "iiiiiii", a -> file.fallocate(a.i32(0), a.i32(1), pair(a, 2), pair(a, 4)));
        syscall("__syscall_fchdir", "ii", a -> file.fchdir(a.i32(0)));
        syscall("__syscall_fchmod", "iii", a -> file.fchmod(a.i32(0), a.i32(1)));
        syscall("__syscall_fchown32", "iiii", a -> file.fchown32(a.i32(0), a.i32(1), a.i32(2)));
        syscall("__syscall_fcntl64", "iiii", a -> file.fcntl(a.i32(0), a.i32(1), a.i32(2)));
        syscall("__syscall_fdatasync", "ii", a -> file.fdatasync(a.i32(0)));
        syscall("__syscall_fstat64", "iii", a -> path.fstat64(a.i32(0), a.i32(1)));
        syscall("__syscall_fstatfs64", "iiii", a -> path.fstatfs64(a.i32(0), a.i32(1), a.i32(2)));
        syscall("__syscall_ftruncate64", "iij", a -> file.ftruncate64(a.i32(0), a.i64(1)));
        syscall("__syscall_ftruncate64", "iiii", a -> file.ftruncate64(a.i32(0), pair(a, 1)));
        syscall("__syscall_getdents64", "iiii", a -> file.getdents64(a.i32(0), a.i32(1), a.i32(2)));
        syscall("__syscall_ioctl", "iiii", a -> file.ioctl(a.i32(0), a.i32(1), a.i32(2)));
        syscall("__syscall_pipe", "ii", a -> file.pipe2(a.i32(0), 0));
        syscall("__syscall_pipe2", "iii", a -> file.pipe2(a.i32(0), a.i32(1)));
    }

    private void addPaths() {
        syscall("__syscall_chdir", "ii", a -> path.chdir(string(a, 0)));
        syscall("__syscall_chmod", "iii", a -> path.fchmodat2(AT_FDCWD, string(a, 0), a.i32(1), 0));
        syscall("__syscall_faccessat", "iiiii", a -> path.faccessat(a.i32(0), string(a, 1), a.i32(2), a.i32(3)));
        syscall("__syscall_fchmodat2", "iiiii", a -> path.fchmodat2(a.i32(0), string(a, 1), a.i32(2), a.i32(3)));
        syscall("__syscall_fchownat", "iiiiii",
                        a -> path.fchownat(a.i32(0), string(a, 1), a.i32(2), a.i32(3), a.i32(4)));
        syscall("__syscall_fstatat64", "iiiii", a -> path.newfstatat(a.i32(0), string(a, 1), a.i32(2), a.i32(3)));
        syscall("__syscall_getcwd", "iii", a -> path.getcwd(a.i32(0), a.i32(1)));
        syscall("__syscall_linkat", "iiiiii",
                        a -> path.linkat(a.i32(0), string(a, 1), a.i32(2), string(a, 3), a.i32(4)));
        syscall("__syscall_lstat64", "iii",
                        a -> path.newfstatat(AT_FDCWD, string(a, 0), a.i32(1), AT_SYMLINK_NOFOLLOW));
        syscall("__syscall_mkdir", "iii", a -> path.mkdirat(AT_FDCWD, string(a, 0), a.i32(1)));
        syscall("__syscall_mkdirat", "iiii", a -> path.mkdirat(a.i32(0), string(a, 1), a.i32(2)));
        syscall("__syscall_mknodat", "iiiii", a -> path.mknodat(a.i32(0), string(a, 1), a.i32(2), a.i32(3)));
        syscall("__syscall_newfstatat", "iiiii", a -> path.newfstatat(a.i32(0), string(a, 1), a.i32(2), a.i32(3)));
        syscall("__syscall_open", "iiii", a -> path.openat(AT_FDCWD, string(a, 0), a.i32(1), mode(a.i32(1), a.i32(2))));
        syscall("__syscall_openat", "iiiii",
                        a -> path.openat(a.i32(0), string(a, 1), a.i32(2), mode(a.i32(2), a.i32(3))));
        syscall("__syscall_readlink", "iiii", a -> path.readlinkat(AT_FDCWD, string(a, 0), a.i32(1), a.i32(2)));
        syscall("__syscall_readlinkat", "iiiii", a -> path.readlinkat(a.i32(0), string(a, 1), a.i32(2), a.i32(3)));
        syscall("__syscall_rename", "iii", a -> path.renameat(AT_FDCWD, string(a, 0), AT_FDCWD, string(a, 1)));
        syscall("__syscall_renameat", "iiiii", a -> path.renameat(a.i32(0), string(a, 1), a.i32(2), string(a, 3)));
        syscall("__syscall_rmdir", "ii", a -> path.unlinkat(AT_FDCWD, string(a, 0), AT_REMOVEDIR));
        syscall("__syscall_stat64", "iii", a -> path.newfstatat(AT_FDCWD, string(a, 0), a.i32(1), 0));
        syscall("__syscall_statfs64", "iiii", a -> path.statfs64(string(a, 0), a.i32(1), a.i32(2)));
        syscall("__syscall_symlink", "iii", a -> path.symlinkat(string(a, 0), AT_FDCWD, string(a, 1)));
        syscall("__syscall_symlinkat", "iiii", a -> path.symlinkat(string(a, 0), a.i32(1), string(a, 2)));
        syscall("__syscall_truncate64", "iij", a -> path.truncate64(string(a, 0), a.i64(1)));
        syscall("__syscall_truncate64", "iiii", a -> path.truncate64(string(a, 0), pair(a, 1)));
        syscall("__syscall_umask", "ii", a -> path.umask(a.i32(0)));
        syscall("__syscall_umask_js", "ii", a -> path.umask(a.i32(0)));
        syscall("__syscall_unlink", "ii", a -> path.unlinkat(AT_FDCWD, string(a, 0), 0));
        syscall("__syscall_unlinkat", "iiii", a -> path.unlinkat(a.i32(0), string(a, 1), a.i32(2)));
        syscall("__syscall_utimensat", "iiiii",
                        a -> path.utimensat(a.i32(0), a.i32(1) == 0 ? null : string(a, 1), a.i32(2), a.i32(3)));
    }
}
