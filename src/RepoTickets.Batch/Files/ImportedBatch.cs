using RepoTickets.Batch.Json;

namespace RepoTickets.Batch.Files;

/// <summary>The operations read from a file, where each stands, and what is wrong with the file.</summary>
internal sealed class ImportedBatch(int maximumProblems)
{
    private readonly List<BatchOperation> _operations = [];
    private readonly List<(TextPosition Start, Dictionary<string, TextPosition>? Fields)> _places = [];
    private readonly List<BatchError> _problems = [];

    internal IReadOnlyList<BatchOperation> Operations => _operations;

    internal IReadOnlyList<BatchError> Problems => _problems;

    /// <summary>As many problems as are reported at once have been found.</summary>
    internal bool IsFull => _problems.Count >= maximumProblems;

    /// <summary>
    /// All problems are those of single elements and all elements were read: what is right can be done without the rest. A file that is
    /// not understood from some place on, or that has more problems than are reported, is no basis for anything.
    /// </summary>
    internal bool IsRestUsable => !IsFull && _problems.TrueForAll(static problem => problem.Index >= 0);

    internal void Add(BatchOperation operation, TextPosition start, Dictionary<string, TextPosition>? fields)
    {
        _operations.Add(operation);
        _places.Add((start, fields));
    }

    internal void AddProblem(
        TextPosition position, string field, string reason, int index = -1, BatchOperationKind? kind = null, string id = "")
    {
        if (!IsFull)
        {
            _problems.Add(new(index, kind, DisplayText.Escape(id), field, reason) { Line = position.Line, Column = position.Column });
        }
    }

    /// <summary>Says of each error where in the file its cause stands.</summary>
    internal BatchResult Locate(BatchResult result) => result.Errors.Count == 0 ? result : result with
    {
        Errors = result.Errors.Select(error => error.Index < 0 ? error : Located(error)).ToValueList(),
    };

    private BatchError Located(BatchError error)
    {
        var (position, fields) = _places[error.Index];
        for (var path = error.Field; fields is not null && path.Length > 0; path = Parent(path))
        {
            if (fields.TryGetValue(path, out var exact))
            {
                position = exact;
                break;
            }
        }

        return error with { Line = position.Line, Column = position.Column };
    }

    private static string Parent(string path) => path[..Math.Max(path.LastIndexOfAny(['.', '[']), 0)];
}
