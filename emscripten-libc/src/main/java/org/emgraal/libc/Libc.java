// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc;

import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.temporal.ChronoUnit;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import org.emgraal.libc.abi.Abi;
import org.emgraal.libc.ffi.FfiImports;
import org.emgraal.libc.ffi.IdentityMapImports;
import org.emgraal.libc.fs.DeviceFileSystem;
import org.emgraal.libc.fs.FileDescriptorTable;
import org.emgraal.libc.fs.FileSystem;
import org.emgraal.libc.fs.FileTree;
import org.emgraal.libc.fs.MemoryFileSystem;
import org.emgraal.libc.fs.NameSpace;
import org.emgraal.libc.fs.ProcFileSystem;
import org.emgraal.libc.fs.Readiness;
import org.emgraal.libc.fs.StandardStreams;
import org.emgraal.libc.fs.Terminal;
import org.emgraal.libc.net.SocketAccess;
import org.emgraal.libc.net.SocketImports;
import org.emgraal.libc.process.Blocking;
import org.emgraal.libc.process.GuestProcess;
import org.emgraal.libc.process.HostProcess;
import org.emgraal.libc.process.ProcessImports;
import org.emgraal.libc.process.SignalDelivery;
import org.emgraal.libc.process.SignalImports;
import org.emgraal.libc.process.SignalQueue;
import org.emgraal.libc.syscall.MappingSyscalls;
import org.emgraal.libc.syscall.PathSyscalls;
import org.emgraal.libc.time.Clocks;
import org.emgraal.libc.time.TimeImports;

/**
 * The operating system of one Emscripten program: everything its C library imports, over file systems and streams
 * the embedder chooses. In order of use:
 * <ol>
 * <li>{@link #builder}: arguments, environment, streams, terminal;
 * <li>{@link #files} and {@link #mount}: the files the program finds;
 * <li>{@link #functions}: to link the program with;
 * <li>{@link #attach}: once memory and exports exist, before any guest code runs;
 * <li>{@link #exit} when {@code main} has returned, {@link #close} when the program will not run again.
 * </ol>
 * A libc serves one guest thread at a time. {@link #signals} may be used from any thread and ends a blocking call with
 * {@code EINTR}.
 */
public final class Libc implements AutoCloseable {

    private final NameSpace nameSpace;
    private final DeviceFileSystem devices;
    private final Readiness readiness;
    private final GuestProcess process;
    private final PathSyscalls paths;
    private final MappingSyscalls mappings;
    private final SocketImports sockets;
    private final List<HostFunction> functions = new ArrayList<>();
    private final List<HostFunction> replacements = new ArrayList<>();
    private final FileTree files;
    private final TimeImports time;

    private Libc(Builder builder) {
        nameSpace = new NameSpace(builder.root);
        SignalQueue signals = new SignalQueue();
        readiness = new Readiness(signals, builder.blocking);
        process = new GuestProcess(nameSpace, signals, readiness, builder.random, builder.processId);
        process.setArguments(builder.arguments);
        process.environment().putAll(builder.environment);
        process.setIdentity(builder.user, builder.group);
        process.setUmask(builder.umask);
        StandardStreams streams = new StandardStreams(builder.input, builder.output, builder.error, builder.terminal,
                        builder.processId, builder.threads, readiness);
        devices = new DeviceFileSystem(streams, builder.random);
        files = new FileTree(nameSpace);
        mountSystem();
        FileDescriptorTable descriptors = process.descriptors();
        for (int descriptor = 0; descriptor < 3; descriptor++) {
            descriptors.add(devices.openStandardStream(descriptor), false);
        }
        paths = new PathSyscalls(process);
        FileImports fileImports = new FileImports(process, paths);
        Clocks clocks = new Clocks();
        SignalDelivery delivery = new SignalDelivery(process, clocks);
        SignalImports signalImports = new SignalImports(process, delivery, clocks);
        mappings = new MappingSyscalls(process);
        PollImports pollImports = new PollImports(process);
        sockets = new SocketImports(process, builder.sockets);
        sockets.setLocalSockets(builder.localSockets);
        ProcessImports processImports = new ProcessImports(process, clocks, builder.shell);
        time = new TimeImports(process, clocks, builder.zone);
        MappingImports mappingImports = new MappingImports(process, mappings);
        // Where a program enters the system, signals are delivered.
        for (List<HostFunction> systemCalls : List.of(fileImports.functions(), pollImports.functions(),
                        time.functions(), sockets.functions(), mappingImports.functions())) {
            systemCalls.forEach(function -> functions.add(delivery.around(function)));
        }
        functions.addAll(signalImports.functions());
        functions.addAll(processImports.stateFunctions());
        functions.addAll(processImports.lifeFunctions());
        functions.addAll(new EmbeddedFileImports(process, files).functions());
        functions.addAll(new PythonImports(process, builder.runtimeName).functions());
        functions.addAll(new IdentityMapImports().functions());
        functions.addAll(new FfiImports(process).functions());
        for (List<HostFunction> better : List.of(signalImports.replacements(), pollImports.replacements(),
                        sockets.replacements(), processImports.replacements(), fileImports.replacements(),
                        mappingImports.replacements())) {
            better.forEach(function -> replacements.add(delivery.around(function)));
        }
    }

    /** The directories Emscripten programs find at the start, with {@code /dev} and {@code /proc} mounted. */
    private void mountSystem() {
        files.createDirectories("/dev");
        files.createDirectories("/proc");
        files.createDirectories("/home/web_user");
        files.createDirectories("/tmp");
        nameSpace.setMode(nameSpace.find(nameSpace.root(), "/tmp", true), 01777);
        nameSpace.mount("/dev", devices, false);
        nameSpace.mount("/proc", new ProcFileSystem(process.descriptors(), process::workingDirectory,
                        process::commandLine, process::environmentBlock), true);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The functions to link a program with. Two of one name differ in their signature. */
    public List<HostFunction> functions() {
        return List.copyOf(functions);
    }

    /**
     * Functions that do better than those the program itself defines: Emscripten's {@code sleep} is a busy loop and
     * some of its socket functions do nothing. The engine lets each take the place of a function that the program
     * defines and exports under the same name with the same signature, as {@code LD_PRELOAD} does; without that the
     * program still works, as under Emscripten.
     */
    public List<HostFunction> replacements() {
        return List.copyOf(replacements);
    }

    /** Connects the program: its memory and its exports. */
    public void attach(LinearMemory memory, GuestCalls calls) {
        process.attach(memory, calls);
    }

    /** Connects the program's function table too, for function pointers made at run time. */
    public void attach(LinearMemory memory, GuestCalls calls, FunctionTable table) {
        process.attach(memory, calls);
        process.attach(table);
    }

    /**
     * Adapts to the version of Emscripten the program was compiled with, as far as its imports show it.
     *
     * @param importNames the names of all functions it imports
     */
    public void adaptTo(Collection<String> importNames) {
        Abi abi = Abi.of(importNames);
        paths.setAbi(abi);
        if (abi == Abi.SHORT_TIME) {
            // Their struct timespec and timeval are other ones.
            replacements.removeIf(function -> List.of("clock_nanosleep", "select").contains(function.name()));
        }
        if (Abi.isBefore4(importNames)) {
            sockets.setLocalSockets(true);
            paths.setResolvesLinks(true);
        }
    }

    /**
     * How precise the times of files are: for programs that set them with {@code utimes}, which knows microseconds, and
     * expect to find what they set.
     */
    public void setFileTimePrecision(ChronoUnit precision) {
        paths.setTimePrecision(precision);
    }

    /**
     * Where the program keeps its time zone, once it has asked for it: it asks only once. For {@link #setTimeZone} in a copy
     * of the program.
     */
    public int[] timeZoneAddresses() {
        return time.zoneAddresses();
    }

    /** Tells the program its time zone anew. Does nothing if there are no addresses. */
    public void setTimeZone(int[] addresses) {
        time.setZone(addresses);
    }

    /** Puts {@code fileSystem} at {@code path}; directories missing on the way are made. */
    public void mount(String path, FileSystem fileSystem) {
        mount(path, fileSystem, false);
    }

    /** Puts {@code fileSystem} at {@code path}, to be read only if {@code readOnly}. */
    public void mount(String path, FileSystem fileSystem, boolean readOnly) {
        files.createDirectories(path);
        nameSpace.mount(path, fileSystem, readOnly);
    }

    /** The program's files, for the embedder. */
    public FileTree files() {
        return files;
    }

    public GuestProcess process() {
        return process;
    }

    /** Where the embedder sends signals to, from any thread. */
    public SignalQueue signals() {
        return process.signals();
    }

    /** Makes an existing directory the working directory. */
    public void setWorkingDirectory(String path) {
        process.setWorkingDirectory(nameSpace.find(process.workingDirectory(), path, true));
    }

    /** What follows a return from {@code main}: functions registered with {@code atexit}, and the buffers of stdio. */
    public void exit() {
        process.runExitFunctions();
    }

    /** Closes every file and file system. */
    @Override
    public void close() {
        try {
            mappings.close();
        } finally {
            FileDescriptorTable descriptors = process.descriptors();
            descriptors.forEach(descriptor -> {
                try {
                    descriptors.close(descriptor);
                } catch (ErrnoException failure) {
                    // As when a process ends: nobody is left to be told, and the others are to be closed too.
                    System.getLogger("org.emgraal.libc.fs").log(System.Logger.Level.DEBUG, "a file could not be closed", failure);
                }
            });
            nameSpace.mounts().fileSystems().forEach(FileSystem::close);
            readiness.close();
        }
    }

    /** What a libc is made from; everything has a default. */
    public static final class Builder {

        private FileSystem root = new MemoryFileSystem();
        private List<String> arguments = List.of("./this.program");
        private final Map<String, String> environment = new TreeMap<>(Map.of("USER", "web_user", "LOGNAME", "web_user",
                        "PATH", "/", "PWD", "/", "HOME", "/home/web_user", "LANG", "C.UTF-8", "_", "./this.program"));
        private InputStream input = InputStream.nullInputStream();
        private OutputStream output = OutputStream.nullOutputStream();
        private OutputStream error = OutputStream.nullOutputStream();
        private Terminal terminal = Terminal.NONE;
        private ThreadFactory threads = Thread.ofPlatform().daemon().name("libc-input").factory();
        private RandomGenerator random = new SecureRandom();
        private String runtimeName = "jvm";
        private Blocking blocking = Blocking.PLAIN;
        private CommandShell shell;
        private SocketAccess sockets = SocketAccess.NONE;
        private boolean localSockets;
        private int processId = 42;
        private int user;
        private int group;
        private ZoneId zone = ZoneId.systemDefault();
        private int umask = HostProcess.DEFAULT.umask();

        private Builder() {
        }

        /** The root file system; by default an empty one in memory. */
        public Builder root(FileSystem fileSystem) {
            root = fileSystem;
            return this;
        }

        /** The program's name and arguments, {@code argv}; the name becomes the variable {@code _} too. */
        public Builder arguments(List<String> values) {
            arguments = List.copyOf(values);
            environment.put("_", values.isEmpty() ? "" : values.get(0));
            return this;
        }

        /** Adds variables to the environment, which begins as Emscripten's does. */
        public Builder environment(Map<String, String> variables) {
            environment.putAll(variables);
            return this;
        }

        /** The zone of local time while the variable {@code TZ} is not set; by default the host's. */
        public Builder zone(ZoneId value) {
            zone = value;
            return this;
        }

        /** Removes the variables Emscripten begins with. */
        public Builder clearEnvironment() {
            environment.clear();
            return this;
        }

        public Builder input(InputStream stream) {
            input = stream;
            return this;
        }

        public Builder output(OutputStream stream) {
            output = stream;
            return this;
        }

        public Builder error(OutputStream stream) {
            error = stream;
            return this;
        }

        public Builder terminal(Terminal value) {
            terminal = value;
            return this;
        }

        /** Makes the thread that waits for input; null forbids it, and then waiting cannot be interrupted. */
        public Builder threads(ThreadFactory factory) {
            threads = factory;
            return this;
        }

        /** The source of {@code getentropy} and {@code /dev/urandom}. */
        public Builder random(RandomGenerator generator) {
            random = generator;
            return this;
        }

        /** What {@code sys._emscripten_info.runtime} says. */
        public Builder runtimeName(String name) {
            runtimeName = name;
            return this;
        }

        /** How the guest's thread blocks; by default it just does. */
        public Builder blocking(Blocking value) {
            blocking = value;
            return this;
        }

        /** Grants {@code system}; by default programs cannot run commands. */
        public Builder shell(CommandShell value) {
            shell = value;
            return this;
        }

        /** What the program may do on the host's network; by default nothing. */
        public Builder sockets(SocketAccess value) {
            sockets = value;
            return this;
        }

        /** Whether there are sockets of family {@code AF_UNIX}, between parts of the program; Emscripten 4 has none. */
        public Builder localSockets(boolean value) {
            localSockets = value;
            return this;
        }

        /** {@code getpid}; Emscripten's is 42. */
        public Builder processId(int id) {
            processId = id;
            return this;
        }

        /** {@code getuid} and {@code getgid}. */
        public Builder identity(int userId, int groupId) {
            user = userId;
            group = groupId;
            return this;
        }

        /** {@code umask} at the start. */
        public Builder umask(int mask) {
            umask = mask;
            return this;
        }

        /** User, group and umask are those of the process this is. */
        public Builder identity(HostProcess host) {
            return identity(host.user(), host.group()).umask(host.umask());
        }

        public Libc build() {
            return new Libc(this);
        }
    }
}
