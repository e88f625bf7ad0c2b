// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.process;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.FunctionTable;
import org.emgraal.libc.GuestCalls;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.fs.FileDescriptorTable;
import org.emgraal.libc.fs.GuestText;
import org.emgraal.libc.fs.NameSpace;
import org.emgraal.libc.fs.OpenFile;
import org.emgraal.libc.fs.Place;
import org.emgraal.libc.fs.Readiness;

/**
 * The state of the process a program runs as: what system calls share. All of it is enumerable here. Used by one
 * thread at a time, {@link #signals} and {@link #readiness} by any.
 */
public final class GuestProcess {

    private final NameSpace files;
    private final FileDescriptorTable descriptors = new FileDescriptorTable();
    private final Readiness readiness;
    private final SignalQueue signals;
    private final RandomGenerator random;
    private final int id;
    private List<String> arguments = List.of();
    private final Map<String, String> environment = new TreeMap<>();
    private Place workingDirectory;
    private int umask = 022;
    private int user;
    private int group;
    private int keepAlive;
    private final Console console = new Console(this);
    private final TempRet0 tempRet0 = new TempRet0(this);
    private LinearMemory memory;
    private GuestCalls calls;
    private FunctionTable functionTable;

    public GuestProcess(NameSpace files, SignalQueue signals, Readiness readiness, RandomGenerator random, int id) {
        this.files = files;
        this.signals = signals;
        this.readiness = readiness;
        this.random = random;
        this.id = id;
        workingDirectory = files.root();
        files.onRename(this::follow);
    }

    // ---- the program

    /** Connects the running program; before that no system call works. */
    public void attach(LinearMemory programMemory, GuestCalls programCalls) {
        memory = programMemory;
        calls = programCalls;
    }

    /** Connects the program's table of function pointers; without it libffi makes no closures. */
    public void attach(FunctionTable table) {
        functionTable = table;
    }

    /** The program's table of function pointers, or null. */
    public FunctionTable functionTable() {
        return functionTable;
    }

    public LinearMemory memory() {
        if (memory == null) {
            throw new IllegalStateException("no program is attached to this libc");
        }
        return memory;
    }

    public GuestCalls calls() {
        if (calls == null) {
            throw new IllegalStateException("no program is attached to this libc");
        }
        return calls;
    }

    // ---- files

    public NameSpace files() {
        return files;
    }

    public FileDescriptorTable descriptors() {
        return descriptors;
    }

    public Readiness readiness() {
        return readiness;
    }

    public Place workingDirectory() {
        return workingDirectory;
    }

    public void setWorkingDirectory(Place directory) {
        directory.node().keep();
        workingDirectory = directory;
    }

    /** Keeps working directory and open files where they are when a directory above them is renamed. */
    private Consumer<Place> follow(Place renamed) {
        String directory = workingDirectory.pathFrom(renamed.node());
        Map<OpenFile, String> open = new IdentityHashMap<>();
        descriptors.forEach(descriptor -> {
            OpenFile file = descriptors.get(descriptor);
            String path = file.place() == null ? null : file.place().pathFrom(renamed.node());
            if (path != null) {
                open.put(file, path);
            }
        });
        return now -> {
            if (directory != null) {
                setWorkingDirectory(files.follow(now, directory, workingDirectory));
            }
            open.forEach((file, path) -> file.setPlace(files.follow(now, path, file.place())));
        };
    }

    // ---- identity

    /** The program's name, {@code argv[0]}, and its arguments. */
    public List<String> arguments() {
        return arguments;
    }

    public void setArguments(List<String> newArguments) {
        arguments = List.copyOf(newArguments);
    }

    /** What the program's environment begins with; what it sets later stays in its own memory. */
    public Map<String, String> environment() {
        return environment;
    }

    /** As {@code /proc/self/cmdline} shows the arguments: each with a NUL after it. */
    public byte[] commandLine() {
        StringBuilder line = new StringBuilder();
        arguments.forEach(argument -> line.append(argument).append('\0'));
        return GuestText.encode(line.toString());
    }

    /** As {@code /proc/self/environ} shows the environment. */
    public byte[] environmentBlock() {
        StringBuilder block = new StringBuilder();
        environment.forEach((name, value) -> block.append(name).append('=').append(value).append('\0'));
        return GuestText.encode(block.toString());
    }

    public int id() {
        return id;
    }

    public int user() {
        return user;
    }

    public int group() {
        return group;
    }

    public void setIdentity(int newUser, int newGroup) {
        user = newUser;
        group = newGroup;
    }

    public int umask() {
        return umask;
    }

    public void setUmask(int newUmask) {
        umask = newUmask & 0777;
    }

    public RandomGenerator random() {
        return random;
    }

    // ---- life

    public SignalQueue signals() {
        return signals;
    }

    /** Adds to the counter that keeps the program alive after {@code main} has returned. */
    public void keepAlive(int change) {
        keepAlive += change;
    }

    public void stopKeepingAlive() {
        keepAlive = 0;
    }

    public boolean isKeptAlive() {
        return keepAlive > 0;
    }

    /**
     * What {@code exit} does first: runs the functions registered with {@code atexit}, unless the program is kept
     * alive.
     */
    public void runExitFunctions() {
        if (!isKeptAlive() && calls().hasExport("__funcs_on_exit")) {
            calls().callExport("__funcs_on_exit");
        }
        if (calls().hasExport("fflush")) {
            calls().callExport("fflush", 0);
        } else if (calls().hasExport("__stdio_exit")) {
            // Up to 3.1.6.
            calls().callExport("__stdio_exit");
        }
    }

    public Console console() {
        return console;
    }

    public TempRet0 tempRet0() {
        return tempRet0;
    }

    // ---- guest values

    /** Sets the program's {@code errno}, for functions that are no system calls. */
    public void setErrno(Errno errno) {
        memory().storeInt((Integer) calls().callExport("__errno_location"), errno.number());
    }

    /** Stores text and a NUL, cut to fit into {@code size} bytes; the number of bytes without the NUL. */
    public int storeString(String text, int buffer, int size) {
        byte[] bytes = GuestText.encode(text);
        int length = Math.min(bytes.length, size - 1);
        memory().write(buffer, bytes, 0, length);
        memory().storeByte(buffer + length, (byte) 0);
        return length;
    }

    /** Text in memory from the program's {@code malloc}; 0 if there is none left. */
    public int allocateString(String text) {
        byte[] bytes = GuestText.encode(text + "\0");
        int address = calls().malloc(bytes.length);
        if (address != 0) {
            memory().write(address, bytes, 0, bytes.length);
        }
        return address;
    }

    /** The string at a guest address; {@code EFAULT} for NULL. */
    public String string(int address) {
        if (address == 0) {
            throw new ErrnoException(Errno.EFAULT);
        }
        return GuestText.decode(memory().readCString(address));
    }
}
