using RepoTickets.Workflows.Distribution;
using RepoTickets.Workflows.Hosting;
using RepoTickets.Workflows.Learning;
using RepoTickets.Workflows.Registry;
using RepoTickets.Workflows.Tasks;

namespace RepoTickets.Workflows;

/// <summary>
/// Agents on a store without a host. With one, use <c>services.AddRepoTickets(t => t.AddStorage(…).AddAgents())</c>. Thread-safe. It does
/// not own the store: dispose this first, then the store.
/// </summary>
public sealed class AgentServices : IDisposable
{
    private readonly AgentEnvironment _environment;

    private AgentServices(AgentEnvironment environment, IAssignmentPolicy policy)
    {
        _environment = environment;
        Registry = new StoreAgentRegistry(environment);
        Tasks = new StoreAgentTasks(environment);
        Distributor = new StoreTaskDistributor(environment, policy);
        Learning = new StoreAgentLearning(environment, policy);
    }

    /// <summary>The agents.</summary>
    public IAgentRegistry Registry { get; }

    /// <summary>Their tasks.</summary>
    public IAgentTasks Tasks { get; }

    /// <summary>Many tasks at once.</summary>
    public ITaskDistributor Distributor { get; }

    /// <summary>What is known of how well agents work.</summary>
    public IAgentLearning Learning { get; }

    /// <summary>Makes the services for a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="options">Options; null for the defaults. They must not change afterwards.</param>
    /// <param name="policy">Chooses agents; null for <see cref="LearnedPolicy"/>.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <exception cref="ArgumentException">Options are out of their ranges.</exception>
    public static AgentServices Create(
        ITicketStore store, AgentOptions? options = null, IAssignmentPolicy? policy = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        options ??= new();
        var problems = options.FindProblems().ToList();
        return problems.Count == 0
            ? new(new(store, options, timeProvider ?? TimeProvider.System, new IdentifierGenerator()), policy ?? new LearnedPolicy())
            : throw new ArgumentException(string.Join(" ", problems), nameof(options));
    }

    /// <inheritdoc/>
    public void Dispose() => _environment.Dispose();
}
