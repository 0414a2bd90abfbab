using RepoTickets.Storage.Repositories;

namespace RepoTickets.Storage.Tests.Repositories;

/// <summary>Answers commands from a table; what is not in it is not installed.</summary>
internal sealed class FakeCommandRunner : ICommandRunner
{
    private readonly Dictionary<string, string> _answers = [];

    internal FakeCommandRunner Answer(string command, string output)
    {
        _answers[command] = output;
        return this;
    }

    public ValueTask<string?> RunAsync(string program, IReadOnlyList<string> arguments, string folder, CancellationToken cancellationToken)
    {
        var command = $"{program} {string.Join(' ', arguments)}";
        return new(_answers.Where(answer => command.Contains(answer.Key, StringComparison.Ordinal))
            .Select(answer => answer.Value)
            .FirstOrDefault());
    }
}
