// Inputs are measured: processor time and allocations of a thread, which others would disturb by the collector's work.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
