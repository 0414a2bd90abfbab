using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.Simulation;

/// <summary>
/// The file system as one simulated process sees it. Every call is counted, and at any of them the process can be made to meet an error or
/// to die. After its death every call throws; disposing what it had open does nothing.
/// </summary>
internal sealed partial class SimulatedFileSystem : IFileSystem
{
    private readonly SimulatedWorld _world;
    private readonly int _process;
    private readonly List<(int First, int Last, SimulatedFault Fault)> _faults = [];
    private int _crashCall;
    private CrashPoint _crashPoint;

    internal SimulatedFileSystem(SimulatedWorld world, int process)
    {
        _world = world;
        _process = process;
    }

    public string BootId => _world.BootId;

    internal SimulatedWorld World => _world;

    /// <summary>How many calls were counted so far.</summary>
    internal int CallCount { get; private set; }

    internal bool IsDead { get; private set; }

    /// <summary>The process dies: its locks are free, what it wrote stays as far as the machine lives.</summary>
    internal void Kill()
    {
        lock (_world.Gate)
        {
            IsDead = true;
            _world.ReleaseLocks(this);
        }
    }

    /// <summary>The call of that number (counted from 1) fails.</summary>
    internal void FailCall(int number, FileSystemError error) => FailCalls(number, number, SimulatedError.Fault(error));

    /// <inheritdoc cref="FailCall(int, FileSystemError)"/>
    internal void FailCall(int number, SimulatedFault fault) => FailCalls(number, number, fault);

    /// <summary>All calls of these numbers fail, as on a disk that is full for a while.</summary>
    internal void FailCalls(int first, int last, SimulatedFault fault) => _faults.Add((first, last, fault));

    /// <summary>From now on nothing fails any more.</summary>
    internal void StopFailing() => _faults.Clear();

    /// <summary>The process dies at the call of that number.</summary>
    internal void CrashAtCall(int number, CrashPoint point)
    {
        _crashCall = number;
        _crashPoint = point;
    }

    /// <summary>Runs one counted call.</summary>
    /// <param name="operation">For the trace.</param>
    /// <param name="path">For the trace.</param>
    /// <param name="changes">Whether it can change the disk.</param>
    /// <param name="effect">What it does.</param>
    /// <param name="onFault">What happens when it fails or is cut in the middle; nothing by default.</param>
    /// <param name="canFail">False for stores to memory, which no error can meet.</param>
    internal T Call<T>(
        string operation,
        string path,
        bool changes,
        Func<T> effect,
        Action<SimulatedFault?>? onFault = null,
        bool canFail = true)
    {
        lock (_world.Gate)
        {
            RequireAlive();
            var number = ++CallCount;
            var outcome = "done";
            var dies = number == _crashCall;
            try
            {
                if (dies && (_crashPoint == CrashPoint.Before || (_crashPoint == CrashPoint.During && onFault is not null)))
                {
                    outcome = "died before or during it";
                    DieBeforeOrDuring(onFault);
                }

                if (canFail && FindFault(number) is { } fault)
                {
                    onFault?.Invoke(fault);
                    throw SimulatedError.Of(SimulatedError.Number(fault), operation, path);
                }

                return effect();
            }
            catch (FileSystemException exception)
            {
                outcome = $"{exception.Error} ({exception.ErrorNumber})";
                throw;
            }
            finally
            {
                _world.Record(new SimulatedCall(_process, number, operation, path, changes, outcome));
                if (dies)
                {
                    Kill();
                    RequireAlive();
                }
            }
        }
    }

    internal void Call(string operation, string path, Action effect, Action<SimulatedFault?>? onFault = null, bool canFail = true) =>
        Call(operation, path, changes: true, () => Returning(effect), onFault, canFail);

    internal void RequireAlive()
    {
        if (IsDead)
        {
            throw new SimulatedCrashException($"Process {_process} died at its call {CallCount}.");
        }
    }

    internal static void RequirePath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Length == 0 || path[0] != '/' || path.Contains('\0') || path.Contains("/../", StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{path}' is not an absolute path.", nameof(path));
        }
    }

    private void DieBeforeOrDuring(Action<SimulatedFault?>? onFault)
    {
        if (_crashPoint == CrashPoint.During)
        {
            onFault?.Invoke(null);
        }

        IsDead = true;
        RequireAlive();
    }

    private SimulatedFault? FindFault(int number)
    {
        foreach (var (first, last, fault) in _faults)
        {
            if (number >= first && number <= last && fault != SimulatedFault.Interrupted)
            {
                return fault;
            }
        }

        return null;
    }

    private static bool Returning(Action effect)
    {
        effect();
        return true;
    }
}
