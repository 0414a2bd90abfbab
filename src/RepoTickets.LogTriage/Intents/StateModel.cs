namespace RepoTickets.LogTriage.Intents;

/// <summary>What the lines of the journal add up to. Guarded by its owner's lock.</summary>
internal sealed class StateModel
{
    private readonly Dictionary<(string Target, LogGroupId Group), IntentRecord> _groups = [];
    private readonly Dictionary<(string Target, string Key), DateTimeOffset> _comments = [];
    private readonly Dictionary<string, (string Position, DateTimeOffset At)> _cursors = new(StringComparer.Ordinal);

    private readonly StateModel? _below;

    internal StateModel()
    {
    }

    private StateModel(StateModel below) => _below = below;

    /// <summary>A model that answers for groups as the one below it until lines are applied to it; that one stays as it is.</summary>
    internal static StateModel Above(StateModel below) => new(below);

    internal IntentRecord? Find(string target, LogGroupId group) =>
        _groups.TryGetValue((target, group), out var record)
            ? record.Phase == IntentPhase.None ? null : record
            : _below?.Find(target, group);

    /// <summary>What is known of all groups in a target.</summary>
    internal IEnumerable<IntentRecord> GroupsIn(string target) => _groups.Values
        .Where(record => record.Target == target && record.Phase != IntentPhase.None)
        .Concat(_below?.GroupsIn(target).Where(record => !_groups.ContainsKey((target, record.Group))) ?? []);

    internal DateTimeOffset? CommentedAt(string target, string key) => _comments.TryGetValue((target, key), out var at) ? at : null;

    internal string? Cursor(string source) => _cursors.TryGetValue(source, out var cursor) ? cursor.Position : null;

    internal void Clear()
    {
        _groups.Clear();
        _comments.Clear();
        _cursors.Clear();
    }

    internal void Apply(StateLine line)
    {
        var place = (line.Target, line.Group);
        var known = Find(line.Target, line.Group);
        switch (line.Kind)
        {
            case StateKind.Intent:
                _groups[place] = new IntentRecord
                {
                    Target = line.Target,
                    Group = line.Group,
                    Phase = IntentPhase.Open,
                    Attempt = line.Attempt,
                    Owner = line.Owner,
                    At = line.At,
                    Until = line.Until,
                    Key = line.Key,
                    ErrorType = line.Text,
                };
                break;
            case StateKind.Filed:
                _groups[place] = new IntentRecord
                {
                    Target = line.Target,
                    Group = line.Group,
                    Phase = IntentPhase.Filed,
                    Key = line.Key,
                    At = line.At,
                    SeenAt = line.At,
                    ErrorType = line.Text,
                };
                break;
            case StateKind.Void when known is { Phase: IntentPhase.Open } && known.Attempt == line.Attempt:
                Forget(place, known);
                break;
            case StateKind.Seen when known is { Phase: IntentPhase.Filed }:
                _groups[place] = known with { SeenAt = line.At };
                break;
            case StateKind.Commented:
                _comments[(line.Target, line.Key)] = line.At;
                break;
            case StateKind.Cursor:
                _cursors[line.Key] = (line.Text, line.At);
                break;
            default:
                // A result of an attempt that is closed already says nothing new.
                break;
        }
    }

    private void Forget((string Target, LogGroupId Group) place, IntentRecord known)
    {
        if (_below is null)
        {
            _groups.Remove(place);
        }
        else
        {
            // What is below must not shine through.
            _groups[place] = known with { Phase = IntentPhase.None };
        }
    }

    /// <summary>The same state in as few lines as possible, without what is older than <paramref name="oldest"/>.</summary>
    internal IEnumerable<StateLine> Condense(DateTimeOffset oldest)
    {
        foreach (var record in _groups.Values.Where(record => record.Phase == IntentPhase.Open || record.SeenAt >= oldest))
        {
            var isOpen = record.Phase == IntentPhase.Open;
            yield return new StateLine(isOpen ? StateKind.Intent : StateKind.Filed)
            {
                Target = record.Target,
                Group = record.Group,
                Attempt = record.Attempt,
                Owner = record.Owner,
                At = record.At,
                Until = record.Until,
                Key = record.Key,
                Text = record.ErrorType,
            };
            if (!isOpen && record.SeenAt != record.At)
            {
                yield return new StateLine(StateKind.Seen) { Target = record.Target, Group = record.Group, At = record.SeenAt };
            }
        }

        foreach (var ((target, key), at) in _comments.Where(pair => pair.Value >= oldest))
        {
            yield return new StateLine(StateKind.Commented) { Target = target, Key = key, At = at };
        }

        foreach (var (source, (position, at)) in _cursors)
        {
            yield return new StateLine(StateKind.Cursor) { Key = source, Text = position, At = at };
        }
    }
}
