using System.Globalization;

namespace RepoTickets.Benchmarks;

/// <summary>What stands behind the command: <c>--name value</c>.</summary>
internal sealed class CommandArguments(IEnumerable<string> arguments)
{
    private readonly string[] _arguments = [.. arguments];

    internal string? Text(string name)
    {
        var index = Array.IndexOf(_arguments, name);
        return index < 0 ? null
            : index + 1 < _arguments.Length ? _arguments[index + 1]
            : throw new ArgumentException($"A value is missing behind {name}.");
    }

    internal double Number(string name, double otherwise) => Text(name) is not { } text ? otherwise
        : double.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new ArgumentException($"{name} takes a number greater than 0, not '{text}'.");
}
