namespace RepoTickets.Workflows;

/// <summary>
/// Starts workflows and sees them through. Every transition is one commit, together with what the step changes in the store; whatever
/// process dies, another engine on the same store, or this one after a restart, goes on. Any number of engines in any number of processes
/// may share a store. All members are thread-safe.
/// </summary>
/// <remarks>
/// Something has to drive it: <see cref="RunAsync"/> from a host's background service, <see cref="AdvanceAsync"/> from a loop of your own,
/// or one of the waiting members, which drive while they wait. Members that name a workflow throw <see cref="DocumentNotFoundException"/>
/// when there is none, and <see cref="WorkflowStateException"/> when its state does not allow what is asked, or when it came with git from
/// another clone (<see cref="AdoptAsync"/>).
/// </remarks>
public interface IWorkflowEngine
{
    /// <summary>Stores and begins a workflow, in one commit.</summary>
    /// <param name="definition">What it does. It is stored with its first instance, and later versions do not touch that.</param>
    /// <param name="start">Ticket and parameters; null for none.</param>
    /// <param name="cancellationToken">Cancels until the commit begins.</param>
    /// <exception cref="InvalidWorkflowException">The definition is not valid.</exception>
    /// <exception cref="WorkflowDefinitionException">
    /// A parameter is missing or of the wrong type, code is not registered, or a ticket is needed.
    /// </exception>
    ValueTask<WorkflowInstance> StartAsync(
        WorkflowDefinition definition, WorkflowStart? start = null, CancellationToken cancellationToken = default);

    /// <summary>As the other overload, with a definition that was registered (<c>AddWorkflow</c>) or is stored.</summary>
    /// <param name="definition">The definition's name; the highest version is taken unless <paramref name="start"/> names one.</param>
    /// <param name="start">Ticket, parameters and version; null for none.</param>
    /// <param name="cancellationToken">Cancels until the commit begins.</param>
    ValueTask<WorkflowInstance> StartAsync(string definition, WorkflowStart? start = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lets nothing more begin. Steps of code that run are not interrupted, and their results are recorded; what else happens meanwhile is
    /// kept until it is resumed. Time-outs stand still.
    /// </summary>
    ValueTask<WorkflowInstance> PauseAsync(WorkflowId id, string reason = "", CancellationToken cancellationToken = default);

    /// <summary>Goes on with a paused workflow.</summary>
    ValueTask<WorkflowInstance> ResumeAsync(WorkflowId id, CancellationToken cancellationToken = default);

    /// <summary>Calls a workflow off: what runs or waits is stopped, what ended well is undone where the definition says how.</summary>
    ValueTask<WorkflowInstance> CancelAsync(WorkflowId id, string reason = "", CancellationToken cancellationToken = default);

    /// <summary>Sends a signal: the first step that waits for one of this name ends with its value, now or when it comes to it.</summary>
    /// <param name="id">The workflow.</param>
    /// <param name="name">The signal's name: 1 to 200 printable ASCII characters without blanks, beginning with a letter or digit.</param>
    /// <param name="value">What comes with it.</param>
    /// <param name="cancellationToken">Cancels until the commit begins.</param>
    ValueTask<WorkflowInstance> SignalAsync(
        WorkflowId id, string name, WorkflowValue value = default, CancellationToken cancellationToken = default);

    /// <summary>A person says yes to an approval.</summary>
    ValueTask<WorkflowInstance> ApproveAsync(
        WorkflowId id, string step, string person, string comment = "", CancellationToken cancellationToken = default);

    /// <summary>A person says no to an approval, which fails the step for good.</summary>
    ValueTask<WorkflowInstance> RejectAsync(
        WorkflowId id, string step, string person, string comment = "", CancellationToken cancellationToken = default);

    /// <summary>
    /// Tries a failed step again, and all that was called off or undone because of it. A workflow that failed or is paused goes on.
    /// </summary>
    ValueTask<WorkflowInstance> RetryStepAsync(WorkflowId id, string step, CancellationToken cancellationToken = default);

    /// <summary>Takes over a workflow that came with git from another clone. Make sure that it is not being run there.</summary>
    ValueTask<WorkflowInstance> AdoptAsync(WorkflowId id, CancellationToken cancellationToken = default);

    /// <summary>The workflow as it is; null when there is none.</summary>
    ValueTask<WorkflowInstance?> GetAsync(WorkflowId id, CancellationToken cancellationToken = default);

    /// <summary>Workflows by status and ticket, newest first; as the other overload.</summary>
    ValueTask<IReadOnlyList<WorkflowInstance>> QueryAsync(
        WorkflowStatus? status = null, TicketId? ticket = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Workflows that match, newest first, with everything that was committed before the call. Which ones match is told from memory; the
    /// first question of an engine reads all of them. Those that match are read, from the store's cache or their files:
    /// <see cref="WorkflowQuery.Take"/> bounds how many. Files that cannot be read are left out. Edits of files by hand count once the
    /// store has taken them up.
    /// </summary>
    /// <param name="query">What is asked for.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask<IReadOnlyList<WorkflowInstance>> QueryAsync(WorkflowQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits until a workflow rests: it has ended, is paused, or no code of it runs or is about to and all its open steps wait for
    /// something from outside (an agent, a person, an event, a time, another workflow).
    /// </summary>
    ValueTask<WorkflowInstance> WaitAsync(WorkflowId id, CancellationToken cancellationToken = default);

    /// <summary>Waits until a workflow has ended or is paused.</summary>
    ValueTask<WorkflowInstance> WaitForEndAsync(WorkflowId id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Does all that can be done now: takes up what happened in the store, and what is due by the clock. Steps of code that it begins go on
    /// after it returns.
    /// </summary>
    /// <returns>How many workflows it looked at.</returns>
    ValueTask<int> AdvanceAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Drives workflows until it is cancelled or the engine stops; it ends without an exception then. Calling it more than once at a time
    /// does no harm.
    /// </summary>
    Task RunAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Stops the engine for good, as disposing of it does: no more code is begun, and code that runs is told to stop and waited for. What
    /// ends in time is recorded; code that ends by an exception after it was told, or not in time, stays in flight, and whoever goes on
    /// runs it again if it is repeatable and asks a person if not. Then workflows whose code has ended are given back, so that another
    /// engine goes on at once. Calling it again, also at the same time, waits for the same end.
    /// </summary>
    /// <param name="cancellationToken">
    /// Ends the waiting for code before <see cref="WorkflowOptions.ShutdownTimeout"/> does; giving back is not cancelled. Nothing is
    /// thrown.
    /// </param>
    Task StopAsync(CancellationToken cancellationToken = default);
}

/// <summary>What a workflow is started with.</summary>
public sealed record WorkflowStart
{
    /// <summary>The ticket it is about. Agents' tasks need one. Default null.</summary>
    public TicketId? TicketId { get; init; }

    /// <summary>Values by parameter: a map, or null for none.</summary>
    public WorkflowValue Parameters { get; init; }

    /// <summary>The version of a definition that is named; null for the highest. Default null.</summary>
    public int? DefinitionVersion { get; init; }
}
