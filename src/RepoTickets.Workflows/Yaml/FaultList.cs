using System.Globalization;

namespace RepoTickets.Workflows;

/// <summary>Collects the faults of a file up to a bound, and knows where in the file each part of the definition stands.</summary>
internal sealed class FaultList(string file)
{
    private readonly List<WorkflowFault> _faults = [];
    private readonly HashSet<string> _faultyPaths = new(StringComparer.Ordinal);
    private readonly Dictionary<string, YamlNode> _places = new(StringComparer.Ordinal);

    /// <summary>Remembers where a part of the definition stands.</summary>
    internal void Place(string path, YamlNode node) => _places.TryAdd(path, node);

    internal void Add(int line, int column, string reason)
    {
        if (_faults.Count < WorkflowValidator.MaximumProblems)
        {
            _faults.Add(new(file, Math.Max(1, line), Math.Max(1, column), reason));
        }
    }

    /// <summary>Adds a fault of a part; what the validator finds there afterwards is not told.</summary>
    internal void Add(string path, YamlNode node, string reason)
    {
        _faultyPaths.Add(path);
        Add(node.Line, node.Column, reason);
    }

    internal void Add(WorkflowProblem problem)
    {
        var path = problem.Path;
        if (_faultyPaths.Any(faulty => IsWithin(path, faulty) || IsWithin(faulty, path)))
        {
            return;
        }

        var isExact = true;
        while (!_places.ContainsKey(path) && path.Length > 0)
        {
            isExact = false;
            path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];
        }

        var place = _places.GetValueOrDefault(path);
        var column = place?.Column ?? 1;
        var reason = isExact || problem.Field.Length == 0 ? problem.Reason : $"{problem.Field}: {problem.Reason}";
        if (problem.Position is { } position && place is YamlScalar { IsPlain: true })
        {
            column += position;
        }
        else if (problem.Position is { } character)
        {
            reason = string.Create(CultureInfo.InvariantCulture, $"{reason} This is at character {character + 1} of the text.");
        }

        Add(place?.Line ?? 1, column, reason);
    }

    internal ValueList<WorkflowFault> ToValueList() =>
        _faults.OrderBy(fault => fault.Line).ThenBy(fault => fault.Column).ToValueList();

    private static bool IsWithin(string path, string outer) =>
        path.StartsWith(outer, StringComparison.Ordinal) && (path.Length == outer.Length || path[outer.Length] is '.' or '[');
}
