// Commands share the objects that describe their options, as a process does that runs one of them: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
