using System.Collections.Concurrent;

namespace RepoTickets.Workflows.Engine;

/// <summary>
/// Which workflows of this clone are under way and what each waits for, kept up from the feed. Says which of them a change may concern;
/// whether it does, a look at the documents tells. Thread-safe.
/// </summary>
internal sealed class WorkflowWatch
{
    private readonly Lock _gate = new();
    private readonly Dictionary<WorkflowId, WatchEntry> _entries = [];
    private readonly Dictionary<AgentTaskId, WorkflowId> _tasks = [];
    private readonly PriorityQueue<WorkflowId, DateTimeOffset> _due = new();
    private readonly HashSet<WorkflowId> _wanted = [];
    private readonly ConcurrentDictionary<WorkflowId, DocumentVersion> _ownVersions = new();

    /// <summary>Takes a workflow up as it is now. What this engine wrote itself is no news.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="isOwn">This engine wrote or read it; otherwise it is looked at soon.</param>
    /// <param name="remember">The feed will tell of this version, which is no news then.</param>
    internal void Note(WorkflowInstance workflow, bool isOwn, bool remember = true)
    {
        lock (_gate)
        {
            var former = _entries.GetValueOrDefault(workflow.Id);
            Forget(former);
            if (workflow.IsEnded)
            {
                _entries.Remove(workflow.Id);
            }
            else
            {
                var entry = WatchEntry.Of(workflow);
                _entries[workflow.Id] = entry;
                foreach (var task in entry.Tasks)
                {
                    _tasks[task] = workflow.Id;
                }

                if (entry.Due is { } due && (!isOwn || former?.Due != due))
                {
                    _due.Enqueue(workflow.Id, due);
                }
            }

            // Whoever is a part of it, or has it as a part, may have to do something.
            if (workflow.ParentId is { } parent && workflow.IsEnded)
            {
                _wanted.Add(parent);
            }

            var isOtherStatus = former is null || former.Workflow.Status != workflow.Status;
            if (isOtherStatus || !isOwn)
            {
                WantParts(workflow, isOtherStatus);
            }

            if (!isOwn && !workflow.IsEnded)
            {
                _wanted.Add(workflow.Id);
            }
        }

        if (isOwn && remember)
        {
            _ownVersions[workflow.Id] = workflow.Version;
        }
    }

    /// <summary>Whether the feed tells of what this engine wrote last. That a workflow has ended is remembered until then only.</summary>
    internal bool IsOwnVersion(WorkflowInstance workflow)
    {
        if (!_ownVersions.TryGetValue(workflow.Id, out var version) || version != workflow.Version)
        {
            return false;
        }

        if (workflow.IsEnded)
        {
            _ownVersions.TryRemove(workflow.Id, out _);
        }

        return true;
    }

    internal void Remove(WorkflowId id)
    {
        lock (_gate)
        {
            Forget(_entries.GetValueOrDefault(id));
            _entries.Remove(id);
        }

        _ownVersions.TryRemove(id, out _);
    }

    internal void Note(WorkflowLease lease)
    {
        lock (_gate)
        {
            if (lease.Holder is null)
            {
                _wanted.Add(lease.WorkflowId);
            }
            else
            {
                // When it runs out and nobody has renewed it, somebody has to take over.
                _due.Enqueue(lease.WorkflowId, lease.ExpiresAt);
            }
        }
    }

    internal void TaskChanged(AgentTaskId task)
    {
        lock (_gate)
        {
            if (_tasks.TryGetValue(task, out var workflow))
            {
                _wanted.Add(workflow);
            }
        }
    }

    internal void AgentsChanged()
    {
        lock (_gate)
        {
            foreach (var (id, entry) in _entries)
            {
                if (entry.WaitsForAgents)
                {
                    _wanted.Add(id);
                }
            }
        }
    }

    internal void Want(WorkflowId id)
    {
        lock (_gate)
        {
            _wanted.Add(id);
        }
    }

    /// <summary>Workflows that wait for events, and those that pause and may do so.</summary>
    internal WorkflowId[] WaitingForEvents()
    {
        lock (_gate)
        {
            return [.. _entries.Where(static pair => pair.Value.EventsSince is not null).Select(static pair => pair.Key)];
        }
    }

    /// <summary>The workflow as it was last seen; null when it is not under way, or waits for no event.</summary>
    internal WorkflowInstance? FindWaiting(WorkflowId id)
    {
        lock (_gate)
        {
            return _entries.TryGetValue(id, out var entry) && entry.EventsSince is not null ? entry.Workflow : null;
        }
    }

    /// <summary>The earliest time at which the workflow was to go on is over.</summary>
    internal bool HasPassed(WorkflowId id, DateTimeOffset now)
    {
        lock (_gate)
        {
            return _entries.TryGetValue(id, out var entry) && entry.Due <= now;
        }
    }

    /// <summary>Looks at the workflow again at this time.</summary>
    internal void WantAt(WorkflowId id, DateTimeOffset time)
    {
        lock (_gate)
        {
            _due.Enqueue(id, time);
        }
    }

    /// <summary>The position of the feed from which on events count for somebody; null when nobody waits for any.</summary>
    internal long? OldestEvent()
    {
        lock (_gate)
        {
            return _entries.Values.Min(static entry => entry.EventsSince is > 0 ? entry.EventsSince : null);
        }
    }

    /// <summary>What is to be looked at now.</summary>
    internal WorkflowId[] TakeWanted(DateTimeOffset now)
    {
        lock (_gate)
        {
            while (_due.TryPeek(out var id, out var due) && due <= now)
            {
                _due.Dequeue();
                if (_entries.ContainsKey(id))
                {
                    _wanted.Add(id);
                }
            }

            WorkflowId[] wanted = [.. _wanted.Where(_entries.ContainsKey)];
            _wanted.Clear();
            return wanted;
        }
    }

    /// <summary>When something is due next; <paramref name="now"/> when something is wanted already.</summary>
    internal DateTimeOffset? NextDue(DateTimeOffset now)
    {
        lock (_gate)
        {
            return _wanted.Any(_entries.ContainsKey) ? now : _due.TryPeek(out _, out var due) ? due : null;
        }
    }

    /// <summary>Whether it stands still is told to the parts of its parts as well: those between do not change then.</summary>
    private void WantParts(WorkflowInstance workflow, bool areAll)
    {
        var seen = new HashSet<WorkflowId>();
        var open = new Stack<WorkflowId>(WatchEntry.Of(workflow).Children);
        while (open.TryPop(out var id))
        {
            if (!_entries.TryGetValue(id, out var part) || !seen.Add(id))
            {
                continue;
            }

            _wanted.Add(id);
            foreach (var child in areAll ? part.Children : [])
            {
                open.Push(child);
            }
        }
    }

    private void Forget(WatchEntry? entry)
    {
        foreach (var task in entry?.Tasks ?? [])
        {
            _tasks.Remove(task);
        }
    }
}
