namespace RepoTickets.Workflows;

/// <summary>Options of the workflow engine. All have working defaults.</summary>
public sealed class WorkflowOptions
{
    /// <summary>
    /// What this engine is called in leases; not blank, at most <see cref="DocumentBounds.TitleLength"/> characters. Default null: the
    /// machine's name, the process and a random number. Two engines must not share a name.
    /// </summary>
    public string? EngineName { get; set; }

    /// <summary>
    /// How long a workflow whose code runs belongs to this engine unless it is renewed, which it is whenever a third of this has passed:
    /// after the death of a process, others go on this much later. 100 milliseconds to 1 day; default 30 seconds.
    /// </summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long an engine that stops waits for code that runs, after it has told it to stop. What ends by then is recorded; what does not
    /// stays in flight, and its workflow belongs to this engine until the lease has run out. Zero to 1 hour; default 10 seconds, which is
    /// less than the 30 that a generic host gives to all of its services.
    /// </summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Steps of code that run at once, of all workflows. 1 to 10,000; default 64.</summary>
    public int MaximumRunningSteps { get; set; } = 64;

    /// <summary>Workflows that are worked on at once when many are due. 1 to 1,000; default 16.</summary>
    public int Concurrency { get; set; } = 16;

    /// <summary>Characters of the JSON of one result; a step with a longer one fails. 1 to 262,144; default 65,536.</summary>
    public int MaximumResultLength { get; set; } = 64 * 1024;

    /// <summary>How often a transition is tried in all when others change the same documents. 1 to 1,000; default 100.</summary>
    public int MaximumAttempts { get; set; } = 100;

    /// <summary>How deep workflows may start workflows. 1 to 64; default 16.</summary>
    public int MaximumDepth { get; set; } = 16;

    /// <summary>
    /// Whether this engine runs steps of code. Without, it does all else, and leaves these to engines that do: it begins none, starts
    /// definitions whose code it does not know, and does not decide about code whose process has ended. For programs that come and go;
    /// an engine without a store runs code whatever this says. Default true.
    /// </summary>
    public bool RunsCode { get; set; } = true;

    internal IEnumerable<string> FindProblems()
    {
        if (EngineName is not null && (string.IsNullOrWhiteSpace(EngineName) || EngineName.Length > DocumentBounds.TitleLength))
        {
            yield return $"{nameof(EngineName)} must not be blank and have at most {DocumentBounds.TitleLength} characters.";
        }

        if (LeaseDuration < TimeSpan.FromMilliseconds(100) || LeaseDuration > TimeSpan.FromDays(1))
        {
            yield return $"{nameof(LeaseDuration)} is {LeaseDuration}; it must be within 100 milliseconds to 1 day.";
        }

        if (ShutdownTimeout < TimeSpan.Zero || ShutdownTimeout > TimeSpan.FromHours(1))
        {
            yield return $"{nameof(ShutdownTimeout)} is {ShutdownTimeout}; it must be within zero to 1 hour.";
        }

        foreach (var (name, value, maximum) in new[]
        {
            (nameof(MaximumRunningSteps), MaximumRunningSteps, 10_000),
            (nameof(Concurrency), Concurrency, 1_000),
            (nameof(MaximumResultLength), MaximumResultLength, DocumentBounds.TextLength),
            (nameof(MaximumAttempts), MaximumAttempts, 1_000),
            (nameof(MaximumDepth), MaximumDepth, 64),
        })
        {
            if (value < 1 || value > maximum)
            {
                yield return $"{name} is {value}; it must be within 1 to {maximum}.";
            }
        }
    }
}
