using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace RepoTickets.Storage.Tests.FileSystem.Linux;

/// <summary>
/// Makes the kernel answer EINTR to system calls of one thread, and do writes and reads in part. A signal would not do it: local file systems
/// finish such calls first, network file systems do not. A filter (<c>seccomp</c>, user notification) hands each call to a supervising thread,
/// which interrupts every other call of a kind, and lets the one between happen. x86-64 only: the numbers are its own.
/// </summary>
internal sealed unsafe partial class InterruptedCalls
{
    internal const int Read = 17;
    internal const int Write = 1;
    internal const int WriteAt = 18;

    private const int Seccomp = 317;
    private const int SetFilter = 1;
    private const int GetSizes = 3;
    private const int NewListener = 8;
    private const int NoNewPrivileges = 38;
    private const uint Allow = 0x7FFF0000;
    private const uint AskSupervisor = 0x7FC00000;
    private const ushort LoadWord = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort Return = 0x06;
    private const nuint Receive = 0xC0502100;
    private const nuint Answer = 0xC0182101;
    private const uint GoOn = 1;
    private const int Interrupted = -4;
    private const int PartialFrom = 64;

    /// <summary>Names beside the numbers of the calls that are interrupted.</summary>
    internal static readonly Dictionary<int, string> Calls = new()
    {
        [Write] = "write", [Read] = "pread64", [WriteAt] = "pwrite64", [73] = "flock", [74] = "fsync", [75] = "fdatasync", [77] = "ftruncate", [82] = "rename",
        [86] = "link", [87] = "unlink", [137] = "statfs", [257] = "openat", [265] = "linkat", [285] = "fallocate", [316] = "renameat2",
    };

    private readonly ConcurrentDictionary<int, int> _seen = new();
    private readonly ConcurrentDictionary<int, int> _interrupted = new();
    private readonly ConcurrentDictionary<int, int> _partial = new();
    private volatile bool _isOver;

    /// <summary>Null where it works; else why not.</summary>
    internal static string? Missing
    {
        get
        {
            if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            {
                return "It needs Linux on x86-64.";
            }

            var sizes = stackalloc ushort[3];
            return Call(Seccomp, GetSizes, 0, sizes) == 0 ? null : $"The kernel, or the container, allows no seccomp notification (errno {Marshal.GetLastPInvokeError()}).";
        }
    }

    internal int CountInterrupted(int call) => _interrupted.GetValueOrDefault(call);

    internal int CountPartial(int call) => _partial.GetValueOrDefault(call);

    /// <summary>Runs it on a thread of its own whose calls are interrupted.</summary>
    internal void Run(Action action, TimeSpan patience)
    {
        Exception? failure = null;
        using var listening = new BlockingCollection<int>();

        // It answers for as long as the process lives: threads that the runtime starts from the filtered one inherit the filter.
        var supervisor = new Thread(() => Supervise(listening.Take())) { IsBackground = true, Name = "supervisor of system calls" };
        supervisor.Start();
        var thread = new Thread(() =>
        {
            try
            {
                listening.Add(Install());
                action();
            }
#pragma warning disable CA1031 // It is thrown on the test's own thread.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failure = exception;
            }
        });
        thread.Start();
        var hasEnded = thread.Join(patience);
        _isOver = true;
        Assert.True(hasEnded, "An interrupted call was repeated for ever.");
        if (failure is not null)
        {
            throw new InvalidOperationException($"A call did not survive its interruption: {failure.Message}", failure);
        }
    }

    private static int Install()
    {
        var calls = Calls.Keys.ToArray();
        var filter = stackalloc Instruction[calls.Length + 3];
        filter[0] = new(LoadWord, 0, 0, 0);
        for (var i = 0; i < calls.Length; i++)
        {
            filter[i + 1] = new(JumpIfEqual, (byte)(calls.Length - i), 0, (uint)calls[i]);
        }

        filter[calls.Length + 1] = new(Return, 0, 0, Allow);
        filter[calls.Length + 2] = new(Return, 0, 0, AskSupervisor);
        var program = new Program { Length = (ushort)(calls.Length + 3), Filter = filter };
        var descriptor = Control(NoNewPrivileges, 1, 0, 0, 0) == 0 ? (int)Call(Seccomp, SetFilter, NewListener, &program) : -1;
        return descriptor >= 0 ? descriptor : throw new InvalidOperationException($"The filter cannot be set: errno {Marshal.GetLastPInvokeError()}.");
    }

    private void Supervise(int listener)
    {
        while (true)
        {
            Notification asked = default;
            if (Device(listener, Receive, &asked) != 0)
            {
                if (Marshal.GetLastPInvokeError() is not (4 or 2))
                {
                    return;
                }

                continue;
            }

            var answer = Decide(asked);
            _ = Device(listener, Answer, &answer);
        }
    }

    private Decision Decide(in Notification asked)
    {
        var answer = new Decision { Id = asked.Id, Flags = GoOn };
        if (_isOver)
        {
            return answer;
        }

        var turn = _seen.AddOrUpdate(asked.Call, 0, static (_, count) => count + 1) % 3;
        if (turn == 0)
        {
            _interrupted.AddOrUpdate(asked.Call, 1, static (_, count) => count + 1);
            return new() { Id = asked.Id, Error = Interrupted };
        }

        if (turn == 1 && asked.Third >= PartialFrom && asked.Call is Write or Read or WriteAt)
        {
            // The same process: the supervisor does a part of it, and the caller is told of that part.
            var count = DoPart(asked);
            if (count > 0)
            {
                _partial.AddOrUpdate(asked.Call, 1, static (_, before) => before + 1);
                return new() { Id = asked.Id, Value = count };
            }
        }

        return answer;
    }

    private static nint DoPart(in Notification asked)
    {
        var descriptor = (int)asked.First;
        var buffer = (byte*)asked.Second;
        var count = (nuint)asked.Third / 3;
        return asked.Call switch
        {
            Write => WritePart(descriptor, buffer, count),
            WriteAt => WritePartAt(descriptor, buffer, count, (long)asked.Fourth),
            _ => ReadPartAt(descriptor, buffer, count, (long)asked.Fourth),
        };
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Call(nint number, nint first, nint second, void* third);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Control(int option, nuint first, nuint second, nuint third, nuint fourth);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Device(int descriptor, nuint request, void* argument);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WritePart(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    private static partial nint WritePartAt(int descriptor, byte* buffer, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    private static partial nint ReadPartAt(int descriptor, byte* buffer, nuint count, long offset);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Instruction(ushort code, byte whenTrue, byte whenFalse, uint value)
    {
        internal readonly ushort Code = code;
        internal readonly byte WhenTrue = whenTrue;
        internal readonly byte WhenFalse = whenFalse;
        internal readonly uint Value = value;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Program
    {
        internal ushort Length;
        internal Instruction* Filter;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Notification
    {
        internal ulong Id;
        internal uint Thread;
        internal uint Flags;
        internal int Call;
        internal uint Architecture;
        internal ulong Place;
        internal ulong First;
        internal ulong Second;
        internal ulong Third;
        internal ulong Fourth;
        internal ulong Fifth;
        internal ulong Sixth;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Decision
    {
        internal ulong Id;
        internal long Value;
        internal int Error;
        internal uint Flags;
    }
}

/// <summary>A test whose calls are interrupted; it is skipped, and says so, where the kernel does not let a process do that to itself.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InterruptionFactAttribute : FactAttribute
{
    public InterruptionFactAttribute() => Skip = InterruptedCalls.Missing;
}
