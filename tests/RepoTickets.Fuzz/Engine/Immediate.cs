namespace RepoTickets.Fuzz.Engine;

/// <summary>What reads from memory is never waited for: the thread whose time is measured does all the work.</summary>
internal static class Immediate
{
    internal static T Result<T>(ValueTask<T> task) =>
        task.IsCompleted ? task.GetAwaiter().GetResult() : throw new InvalidOperationException("Memory is never waited for.");

    internal static void Complete(ValueTask task)
    {
        if (!task.IsCompletedSuccessfully)
        {
            throw new InvalidOperationException("Memory is never waited for.");
        }
    }
}
