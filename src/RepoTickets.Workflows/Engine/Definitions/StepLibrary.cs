namespace RepoTickets.Workflows.Engine;

/// <summary>Code of the host by name. Immutable.</summary>
internal sealed class StepLibrary(IEnumerable<WorkflowStepRegistration> registrations)
{
    private readonly Dictionary<string, WorkflowStepFunction> _steps = registrations.ToDictionary(
        static registration => registration.Name, static registration => registration.Run, StringComparer.Ordinal);

    internal WorkflowStepFunction? Find(string name) => _steps.GetValueOrDefault(name);

    internal string Names => _steps.Count == 0 ? "none" : string.Join(", ", _steps.Keys.Order(StringComparer.Ordinal));
}

/// <summary>Code under a name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Run">Runs one attempt.</param>
internal sealed record WorkflowStepRegistration(string Name, WorkflowStepFunction Run);
