using System.Runtime.ExceptionServices;

namespace RepoTickets.Storage;

/// <summary>Lets the cores share many pieces of work that do not look at each other.</summary>
internal static class SharedWork
{
    /// <summary>Below this, waking other cores costs more than they take over.</summary>
    private const int WorthSharing = 16;

    internal static bool IsWorthIt(int count, int parallelism) => parallelism > 1 && count >= WorthSharing;

    /// <summary>
    /// Does the pieces 0 to <paramref name="count"/> - 1. Where pieces fail, those not yet begun are left out, and the failure of the first
    /// one is thrown once all have ended.
    /// </summary>
    internal static void Run(int count, int parallelism, Action<int> work)
    {
        var failures = new ExceptionDispatchInfo?[count];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = parallelism }, (index, loop) =>
        {
            try
            {
                work(index);
            }
#pragma warning disable CA1031 // It is thrown again below, in the order of the pieces.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failures[index] = ExceptionDispatchInfo.Capture(exception);
                loop.Break();
            }
        });
        Array.Find(failures, static failure => failure is not null)?.Throw();
    }
}
